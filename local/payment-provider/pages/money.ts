// Minor units as people write them: 15000 usd is $150.00, 500 jpy is ¥500, 1234 kwd is KWD 1.234.
const formats = new Map<string, Intl.NumberFormat>();

export function writtenMoney(minorUnits: number, currency: string): string {
  const format = formats.get(currency) ?? new Intl.NumberFormat("en", { style: "currency", currency });
  formats.set(currency, format);
  return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
