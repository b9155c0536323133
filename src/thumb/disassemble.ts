import { conditions } from "../tables/thumb-registers.js";
import { type Decoded, decode } from "./decode.js";
import { blockSuffix } from "./it-block.js";
import { operandKinds, type Printing } from "./operands.js";
import { type Fields, type Row, rows } from "./row.js";
import { templatesOf } from "./template.js";

/** Where an instruction stands. */
export interface DisassemblyPlace extends Printing {
  /** The condition that an IT block gives the instruction; absent outside of blocks. */
  readonly condition?: number | undefined;
}

const narrowMnemonics = new Set(
  rows.filter(({ size }) => size === 2).map(({ root, types }) => root + types),
);

/** The mnemonic with flags, condition, width and data types. */
function mnemonic(row: Row, fields: Fields, condition: number | undefined): string {
  const { flags, condition: own, blockMask } = row.traits;
  const setsFlags =
    flags === "s" ||
    (flags === "it" && condition === undefined) ||
    (flags === "S" && fields.S === 1);
  const suffix = own === undefined ? condition : fields[own];
  const block = blockMask === undefined ? "" : blockSuffix(fields.c!, fields[blockMask]!);
  const width = row.size === 4 && narrowMnemonics.has(row.root + row.types) ? ".w" : "";
  return `${row.root}${setsFlags ? "s" : ""}${block}${suffix === undefined ? "" : conditions[suffix]}${row.types}${width}`;
}

function operands(row: Row, fields: Fields, printing: Printing, way: number): string {
  return templatesOf(row)
    [way]!.map((piece) =>
      typeof piece === "string"
        ? piece
        : operandKinds[piece.kind]!.print(
            piece.fields.map((field) => fields[field]!),
            piece,
            printing,
          ),
    )
    .join("");
}

/**
 * The text of an instruction in the unified assembler language (UAL).
 * @param way - which of the row's syntaxes to print; some of the later ones are for reading only and throw
 */
export function format({ row, fields }: Decoded, place: DisassemblyPlace = {}, way = 0): string {
  const name = mnemonic(row, fields, place.condition);
  const rest = operands(row, fields, place, way);
  return rest === "" ? name : `${name} ${rest}`;
}

/**
 * The text of the instruction in one or two halfwords, or undefined when they are none. Without an
 * address, targets are printed relative to the instruction (`.+8`).
 */
export function disassemble(
  first: number,
  second = 0,
  place: DisassemblyPlace = {},
): string | undefined {
  const decoded = decode(first, second, place.condition !== undefined);
  return decoded === undefined ? undefined : format(decoded, place);
}
