import { compileMessages } from "../tables/compile-messages.js";
import type { Import, ImportFrom } from "./ast.js";
import type { Emitter } from "./emitter.js";
import { Op } from "./opcode.js";

/** `import a.b` binds `a`, `import a.b as c` the inner module. */
export function emitImport(e: Emitter, { names }: Import): void {
  for (const { name, asName } of names) {
    e.smallInt(0);
    e.none();
    e.named(Op.IMPORT_NAME, name);
    const parts = name.split(".");
    if (asName !== null) {
      for (const part of parts.slice(1)) e.named(Op.LOAD_ATTR, part);
    }
    e.store(asName ?? parts[0]!);
  }
}

export function emitImportFrom(e: Emitter, node: ImportFrom): void {
  if (node.names === "*") emitImportStar(e, node);
  else emitImportNames(e, node, node.names);
}

function emitImportStar(e: Emitter, node: ImportFrom): void {
  if (e.scope.parent !== null) e.fail(node, compileMessages.starImport);
  e.smallInt(node.level);
  e.named(Op.LOAD_CONST_STRING, "*");
  e.op(Op.BUILD_TUPLE, 1);
  e.named(Op.IMPORT_NAME, node.module);
  e.op(Op.IMPORT_STAR);
}

function emitImportNames(
  e: Emitter,
  { level, module }: ImportFrom,
  names: Exclude<ImportFrom["names"], "*">,
): void {
  e.smallInt(level);
  for (const { name } of names) e.named(Op.LOAD_CONST_STRING, name);
  e.op(Op.BUILD_TUPLE, names.length);
  e.named(Op.IMPORT_NAME, module);
  for (const { name, asName } of names) {
    e.named(Op.IMPORT_FROM, name);
    e.store(asName ?? name);
  }
  e.op(Op.POP_TOP);
}
