/**
 * Finding the file of a module: `name` as a folder, `name.py`, `name.mpy`, in each folder of `sys.path`. What
 * was found stands in the builder that the caller passes.
 */
import { M } from "../generated/messages";
import { NULL, Ref } from "../memory/ref";
import {
  builderData,
  builderLength,
  putByte,
  putBytes,
  putText,
  setBuilderLength,
} from "../object/builder";
import { raise1 } from "../object/raise";
import { sequenceItems, sequenceLength } from "../object/sequence";
import { isStr, strData, strLength } from "../object/str";
import { KIND_FILE, KIND_FOLDER, kindOfData } from "../vfs/import-files";
import { frozenKind } from "./frozen";
import { sysPath } from "./sys";

export const enum Found {
  Nothing,
  Folder,
  Source,
  Compiled,
}

/** Finds a top module. Look at the pending exception when there is nothing. */
export function findOnPath(file: Ref, name: Ref): Found {
  const path = sysPath();
  if (path == NULL) return Found.Nothing;
  for (let i = 0; i < sequenceLength(path); i++) {
    const folder = load<u32>(sequenceItems(path) + ((<usize>i) << 2));
    if (!setFolder(file, folder)) return Found.Nothing;
    const found = findModule(file, name);
    if (found != Found.Nothing) return found;
  }
  return Found.Nothing;
}

/** Finds a module in a package with this `__path__`. */
export function findInPackage(file: Ref, folder: Ref, name: Ref): Found {
  return setFolder(file, folder) ? findModule(file, name) : Found.Nothing;
}

/** Puts a folder's path into the builder; the empty one stands for the current folder. */
function setFolder(file: Ref, folder: Ref): bool {
  setBuilderLength(file, 0);
  if (!isStr(folder)) {
    raise1(M.cannotConvertToStr, folder);
    return false;
  }
  return putBytes(file, strData(folder), strLength(folder));
}

/** Finds `name` in the folder that stands in the builder. */
function findModule(file: Ref, name: Ref): Found {
  if (builderLength(file) != 0 && !putByte(file, 0x2f)) return Found.Nothing;
  if (!putBytes(file, strData(name), strLength(name))) return Found.Nothing;
  if (kindOfPath(file) == KIND_FOLDER) return Found.Folder;
  return findSuffixed(file);
}

/** Finds the file `name` (no folder) in the folder that stands in the builder. */
export function findInFolder(file: Ref, name: Ref): Found {
  if (!putByte(file, 0x2f) || !putBytes(file, strData(name), strLength(name))) return Found.Nothing;
  return findSuffixed(file);
}

/** Source goes before compiled code. */
function findSuffixed(file: Ref): Found {
  const bare = builderLength(file);
  if (!putText(file, ".py")) return Found.Nothing;
  if (kindOfPath(file) == KIND_FILE) return Found.Source;
  setBuilderLength(file, bare);
  if (!putText(file, ".mpy")) return Found.Nothing;
  if (kindOfPath(file) == KIND_FILE) return Found.Compiled;
  setBuilderLength(file, bare);
  return Found.Nothing;
}

function kindOfPath(file: Ref): i32 {
  const frozen = frozenKind(builderData(file), builderLength(file));
  if (frozen >= 0) return frozen;
  return kindOfData(builderData(file), builderLength(file));
}
