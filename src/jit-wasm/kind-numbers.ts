import { kinds } from "../tables/kinds.js";

const kindNumbers = new Map(kinds.map(({ name }, i) => [name, i]));

export function kindNumber(name: string): number {
  const number = kindNumbers.get(name);
  if (number === undefined) throw new Error(`no kind is named ${name}`);
  return number;
}
