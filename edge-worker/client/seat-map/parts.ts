/** The parts of the page that the server made for the script, by id. One that is missing is a fault of ours. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the id says which kind of element it is
export function part<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found as Kind;
}
