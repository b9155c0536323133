/** The import statement. */
import { M } from "../generated/messages";
import { getCell, RootCell } from "../memory/cells";
import { NULL, Ref } from "../memory/ref";
import { loadAttrOrNull } from "../object/attribute";
import { lookupName } from "../object/map-table";
import { hasPending, raise1 } from "../object/raise";
import { dictTable } from "../types/dict";
import { extensibleModule, fixedModule } from "./native-modules";

/** `import name`: from `sys.modules`, then the runtime's own modules. */
export function importModule(name: Ref, level: Ref, fromList: Ref, globals: Ref): Ref {
  const loaded = lookupName(dictTable(getCell(RootCell.Modules)), name);
  if (loaded != NULL) return loaded;
  const fixed = fixedModule(name);
  if (fixed != NULL) return fixed;
  const native = extensibleModule(name);
  return native != NULL ? native : raise1(M.noModule, name);
}

/** `from module import name`. */
export function importFrom(module: Ref, name: Ref): Ref {
  const value = loadAttrOrNull(module, name);
  return value != NULL || hasPending() ? value : raise1(M.cannotImport, name);
}

/** `from module import *` into the names of a frame. */
export function importStar(frame: usize, module: Ref): bool {
  raise1(M.cannotImport, module);
  return false;
}
