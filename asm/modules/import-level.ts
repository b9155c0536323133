/** Importing one part of a dotted name: from `sys.modules`, the runtime's own modules, the path. */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { Q } from "../generated/qstrs";
import { getCell, RootCell } from "../memory/cells";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { loadAttrOrNull, storeAttr } from "../object/attribute";
import { builderData, builderLength, newBuilder } from "../object/builder";
import { lookupName, mapRemove } from "../object/map-table";
import { hasPending, raise1, raiseObject, takePending } from "../object/raise";
import { newText } from "../object/text";
import { dictSet, dictTable } from "../types/dict";
import { moduleAt, newModule } from "../types/module";
import { Found, findInFolder, findInPackage, findOnPath } from "./import-find";
import { runFile } from "./import-run";
import { extensibleModule, fixedModule } from "./native-modules";
import { pathIsEmpty } from "./sys";

/**
 * The module `path` (`a.b.c`), whose last part is `part` (`c`), inside the module `parent` (NULL: at the top).
 * `asMain` says that it is run as `__main__`. NULL: an exception is pending.
 */
export function importLevel(path: Ref, part: Ref, parent: Ref, asMain: bool): Ref {
  // Without a path a program asks for what the runtime brings along, whatever was loaded under that name.
  const loaded = pathIsEmpty() ? NULL : lookupName(dictTable(getCell(RootCell.Modules)), path);
  if (loaded != NULL) return loaded;
  if (parent == NULL) {
    const fixed = fixedModule(part);
    if (fixed != NULL) return fixed;
  }
  const mark = rootMark();
  const file = newBuilder(32);
  if (file == NULL) return NULL;
  root(file);
  const found = parent == NULL ? findOnPath(file, part) : findInParent(file, part, parent);
  if (hasPending()) return NULL;
  let module: Ref = NULL;
  if (found != Found.Nothing) module = loadModule(path, file, found, asMain);
  else {
    if (parent == NULL) module = extensibleModule(part);
    if (module == NULL) return raise1(M.noModule, path);
  }
  if (module == NULL) return NULL;
  root(module);
  if (found != Found.Nothing && parent != NULL && !storeAttr(parent, part, module)) {
    return forget(path);
  }
  rootReset(mark);
  return module;
}

function findInParent(file: Ref, part: Ref, parent: Ref): Found {
  const folder = loadAttrOrNull(parent, qstrRef(Q.__path__));
  return folder == NULL ? Found.Nothing : findInPackage(file, folder, part);
}

/** Takes a module that failed out of `sys.modules`. Always NULL. */
function forget(path: Ref): Ref {
  const exception = takePending();
  const mark = rootMark();
  root(exception);
  mapRemove(dictTable(getCell(RootCell.Modules)), path);
  rootReset(mark);
  return raiseObject(exception);
}

/** Makes a module and runs the file, or the `__init__` of the folder, that was found for it. */
function loadModule(path: Ref, file: Ref, found: Found, asMain: bool): Ref {
  const mark = rootMark();
  const module = newModule(path);
  if (module == NULL) return NULL;
  root(module);
  const globals = moduleAt(module).globals;
  if (!dictSet(getCell(RootCell.Modules), path, module)) return NULL;
  if (asMain && found != Found.Folder && !nameMain(module, path)) return forget(path);
  if (found == Found.Folder) {
    const folder = newText(Kind.Str, builderData(file), builderLength(file));
    if (folder == NULL || !dictSet(globals, qstrRef(Q.__path__), folder)) return forget(path);
    found = findInFolder(file, qstrRef(Q.__init__));
  }
  if (found != Found.Nothing && !runFile(file, found, globals)) return forget(path);
  rootReset(mark);
  return module;
}

/** A module run with `-m` is `__main__`, and keeps its own name there. */
function nameMain(module: Ref, path: Ref): bool {
  const globals = moduleAt(module).globals;
  return (
    dictSet(globals, qstrRef(Q.__name__), qstrRef(Q.__main__)) &&
    dictSet(getCell(RootCell.Modules), qstrRef(Q.__main__), module) &&
    dictSet(globals, qstrRef(Q.__main__), path)
  );
}
