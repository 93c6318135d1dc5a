/** The options of a choice, brought up to date with as little change as can be: an open one is left as it is. */
export function replaceOptions(
  select: HTMLSelectElement,
  texts: readonly string[],
  firstValue: number,
  chosen: number,
): void {
  const isOther = select.options.length !== texts.length || select.options[0]?.value !== String(firstValue);
  if (isOther) {
    select.replaceChildren(
      ...texts.map((text, index) => {
        const option = document.createElement("option");
        option.value = String(firstValue + index);
        option.textContent = text;
        return option;
      }),
    );
  } else if (document.activeElement !== select) {
    for (const [index, text] of texts.entries()) {
      const option = select.options[index];
      if (option !== undefined && option.textContent !== text) option.textContent = text;
    }
  }
  if (select.value !== String(chosen)) select.value = String(chosen);
}
