/** Functions of `pyb` that tell about the board, and those that do nothing on one without network and disk cache. */
import { Q } from "../../generated/qstrs";
import { freeBytes, heapLimit } from "../../memory/heap";
import { NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import { root, rootMark, rootReset } from "../../memory/roots";
import { setOptLevel } from "../../modules/micropython";
import { mountFunction } from "../../modules/vfs";
import { endArguments, optInt, startArguments } from "../../object/argument-reader";
import { putByte, putHex, putText, putUnsigned, STDOUT } from "../../object/builder";
import { function0, function1, functionArgs, functionKeywords } from "../../object/native-function";
import { intern } from "../../object/qstr";
import { hasPending } from "../../object/raise";
import { isStr } from "../../object/str";
import { newAttrtuple } from "../../types/attrtuple";
import { defineInModule } from "../../types/module";
import { newTuple, tupleItems } from "../../types/tuple";
import { readRegister } from "../access";
import { busHertz, coreHertz, systemHertz } from "../clocks";
import { setMainFile } from "../main-file";

const UNIQUE_ID: u32 = 0x1fff7a10;
const UNIQUE_BYTES: u32 = 12;
const IDCODE: u32 = 0xe0042000;
const UNAME_FIELDS: u32 = 5;

export function defineBoardInfo(module: Ref): void {
  defineInModule(module, Q.info, infoFunction());
  defineInModule(module, Q.sync, function0(Q.sync, os_sync));
  defineInModule(module, Q.main, functionKeywords(Q.main, 1, 0xff, pyb_main));
  defineInModule(module, Q.mount, mountFunction());
  defineInModule(module, Q.country, functionArgs(Q.country, 0, 1, pyb_country));
  defineInModule(module, Q.fault_debug, function1(Q.fault_debug, pyb_faultDebug));
}

let info: Ref = 0;

/** `info` of `pyb` and `machine`. */
export function infoFunction(): Ref {
  if (info == 0) info = functionArgs(Q.info, 0, 1, pyb_info);
  return info;
}

/** Digits with leading zeros. */
function putDigits(value: u32, digits: u32): void {
  for (let i = digits - 1; i > 0 && value >>> (i << 2) == 0; i--) putByte(STDOUT, 0x30);
  putHex(STDOUT, value);
}

function putLine(name: string, value: u32): void {
  putText(STDOUT, name);
  putUnsigned(STDOUT, value);
  putByte(STDOUT, 0x0a);
}

/** Prints the chip's number and kind, its clocks, and the heap's bytes. */
function pyb_info(n: i32, args: usize): Ref {
  putText(STDOUT, "ID=");
  for (let i: u32 = 0; i < UNIQUE_BYTES; i++) {
    if (i != 0 && (i & 3) == 0) putByte(STDOUT, 0x3a);
    putDigits(readRegister(UNIQUE_ID + i, 1), 2);
  }
  const code = readRegister(IDCODE, 4);
  putText(STDOUT, "\nDEVID=0x");
  putDigits(code & 0xfff, 4);
  putText(STDOUT, "\nREVID=0x");
  putDigits(code >>> 16, 4);
  putLine("\nS=", systemHertz());
  putLine("H=", coreHertz());
  putLine("P1=", busHertz(1));
  putLine("P2=", busHertz(2));
  const total = heapLimit();
  const free = freeBytes();
  putText(STDOUT, "GC:\n  ");
  putUnsigned(STDOUT, total);
  putLine(" total\n  ", total - free);
  putLine("  ", free);
  return hasPending() ? NULL : NONE;
}

/** `main(filename, opt=0)`: what is run behind boot.py in place of main.py. */
function pyb_main(n: i32, nkw: i32, args: usize): Ref {
  const file = load<u32>(args);
  startArguments(n, nkw, args, 1);
  const level = optInt(Q.opt, 0);
  if (!endArguments()) return NULL;
  if (!isStr(file)) return NONE;
  const name = intern(file);
  if (name == NULL) return NULL;
  setMainFile(name);
  setOptLevel(level);
  return NONE;
}

function pyb_country(n: i32, args: usize): Ref {
  return NONE;
}

/** What a HardFault does is not the program's choice here: it is raised. */
function pyb_faultDebug(on: Ref): Ref {
  return NONE;
}

/** `os.uname` and `os.sync`: what is written is in the flash at once. */
export function defineBoardOs(module: Ref): void {
  defineInModule(module, Q.sync, function0(Q.sync, os_sync));
  defineInModule(module, Q.uname, function0(Q.uname, os_uname));
}

function os_sync(): Ref {
  return NONE;
}

/** (sysname, nodename, release, version, machine) */
function os_uname(): Ref {
  const mark = rootMark();
  const names = newTuple(UNAME_FIELDS);
  if (names == NULL) return NULL;
  root(names);
  const keys = tupleItems(names);
  store<u32>(keys, qstrRef(Q.sysname));
  store<u32>(keys, qstrRef(Q.nodename), 4);
  store<u32>(keys, qstrRef(Q.release), 8);
  store<u32>(keys, qstrRef(Q.version), 12);
  store<u32>(keys, qstrRef(Q.machine), 16);
  const tuple = newAttrtuple(names);
  if (tuple == NULL) return NULL;
  rootReset(mark);
  const items = tupleItems(tuple);
  store<u32>(items, qstrRef(Q.pyboard));
  store<u32>(items, qstrRef(Q.pyboard), 4);
  store<u32>(items, qstrRef(Q.releaseNumber), 8);
  store<u32>(items, qstrRef(Q.releaseName), 12);
  store<u32>(items, qstrRef(Q.boardName), 16);
  return tuple;
}
