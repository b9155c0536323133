/**
 * The table of what machine code may call or read, as it finds it among its constants: a word per slot. Functions
 * are addresses that are no memory: the processor calls the runtime there.
 */
import { RUNTIME_BASE } from "../cpu/runtime-call";
import { Exc } from "../generated/exceptions";
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { RUNTIME_SLOT_COUNT, Slot } from "../generated/runtime-slots";
import { ownRam } from "../memory/ram";
import { FALSE, NONE, qstrRef, Ref, TRUE } from "../memory/ref";
import { exceptionType } from "../object/exception";
import { lookupName } from "../object/map-table";
import { typeAt, typeOfKind } from "../object/type";
import { foreignType } from "./foreign-function";
import { platformPrinter } from "./foreign-print";
import { initForeignStreams } from "./foreign-stream";

/** Where the table is, 0 when this runtime runs no machine code. */
export let functionTable: usize = 0;

/** Makes the table. */
export function initFunctionTable(): void {
  functionTable = ownRam((<usize>RUNTIME_SLOT_COUNT) << 2);
  for (let slot: u32 = 0; slot < RUNTIME_SLOT_COUNT; slot++) {
    setSlot(slot, (RUNTIME_BASE + (slot << 2)) | 1);
  }
  initForeignStreams();
  setSlot(Slot.const_none, NONE);
  setSlot(Slot.const_false, FALSE);
  setSlot(Slot.const_true, TRUE);
  setSlot(Slot.type_type, typeOfKind(Kind.Type));
  setSlot(Slot.type_str, typeOfKind(Kind.Str));
  setSlot(Slot.type_list, typeOfKind(Kind.List));
  setSlot(Slot.type_dict, typeOfKind(Kind.Dict));
  for (let slot = Slot.type_fun_builtin_0; slot <= Slot.type_fun_builtin_var; slot++) {
    setSlot(slot, <u32>foreignType(slot));
  }
  setSlot(Slot.plat_print, <u32>platformPrinter());
  setSlot(Slot.type_Exception, exceptionType(Exc.Exception));
  setSlot(Slot.stream_read_obj, streamMethod(Q.read));
  setSlot(Slot.stream_readinto_obj, streamMethod(Q.readinto));
  setSlot(Slot.stream_unbuffered_readline_obj, streamMethod(Q.readline));
  setSlot(Slot.stream_write_obj, streamMethod(Q.write));
}

/** A method of streams that C defines. */
function streamMethod(name: i32): Ref {
  return lookupName(typeAt(typeOfKind(Kind.Foreign)).table, qstrRef(name));
}

function setSlot(slot: u32, word: u32): void {
  store<u32>(functionTable + (slot << 2), word);
}
