// The part of Stripe's search language that Foyer uses: `metadata['key']:'value'` and `status:'value'`, joined by AND.
import { invalidRequest, type Refusal } from "../rules/refusal.ts";
import type { Filter } from "../storage/records.ts";

const CLAUSE = /^(?:metadata\[(['"])(?<key>.{1,40}?)\1\]|(?<field>[a-z_]+)):(['"])(?<value>(?:\\.|(?!\4).)*)\4$/u;

export function readSearchQuery(query: string): Pick<Filter, "metadata" | "types"> | Refusal {
  const metadata: { key: string; value: string }[] = [];
  let types: string[] | undefined;
  for (const clause of query.split(/\s+AND\s+/u)) {
    const groups = CLAUSE.exec(clause.trim())?.groups;
    const { key, field } = groups ?? {};
    const value = groups?.["value"]?.replaceAll(/\\(.)/gu, "$1");
    if (value === undefined)
      return invalidRequest(`We were unable to parse your search query: ${clause}`, { param: "query" });
    if (key !== undefined) metadata.push({ key, value });
    else if (field === "status") types = [value];
    else return invalidRequest(`Field \`${field ?? ""}\` is an unsupported search field.`, { param: "query" });
  }
  return types === undefined ? { metadata } : { metadata, types };
}
