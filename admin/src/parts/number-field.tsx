/** A field for a number that may be empty; what is typed and is no number counts as empty. */
import { NumberInput, type NumberInputProps } from "@mantine/core";

export interface NumberFieldProps extends Pick<
  NumberInputProps,
  "label" | "description" | "error" | "suffix" | "placeholder" | "min" | "max" | "decimalScale" | "disabled"
> {
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}

export function NumberField(props: NumberFieldProps) {
  const { value, onValue, decimalScale = 0, ...rest } = props;
  return (
    <NumberInput
      {...rest}
      decimalScale={decimalScale}
      allowDecimal={decimalScale > 0}
      thousandSeparator=","
      value={value ?? ""}
      onChange={(typed) => onValue(numberFrom(typed))}
    />
  );
}

/** The library gives text while what is typed has an end that a number would lose, such as `68.50`. */
function numberFrom(typed: number | string): number | undefined {
  if (typeof typed === "string" && typed.trim() === "") return undefined;
  const number = Number(typed);
  return Number.isFinite(number) ? number : undefined;
}
