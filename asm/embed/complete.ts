/** Names for the completion of what a person types. */
import { getCell, RootCell, setCell } from "../memory/cells";
import { NULL, Ref } from "../memory/ref";
import { root, rootSlot } from "../memory/roots";
import { builtinsModule } from "../modules/builtins";
import { loadAttrOrNull } from "../object/attribute";
import { BUFFER_DATA } from "../object/builder";
import { namesOfObject } from "../object/dir";
import { lookupName } from "../object/map-table";
import { internBytes } from "../object/qstr";
import { takePending } from "../object/raise";
import { dictTable } from "../types/dict";
import { listAppend, listAt, listItems } from "../types/list";
import { moduleAt } from "../types/module";
import { filledBuffer } from "./exchange";
import { abandon } from "./run";

/**
 * Leaves a list of names as the result: those of the object that the dotted path in the host's buffer leads to,
 * without a path the globals and builtins. false: there is no such object.
 */
export function findNames(length: i32): bool {
  root(filledBuffer());
  const list = length == 0 ? programNames() : attributeNames(length);
  if (list == NULL) takePending();
  else setCell(RootCell.Result, list);
  abandon();
  return list != NULL;
}

function namesIn(x: Ref): Ref {
  const list = namesOfObject(1, rootSlot(x));
  root(list);
  return list;
}

function programNames(): Ref {
  const list = namesIn(getCell(RootCell.Main));
  if (list == NULL) return NULL;
  const more = namesIn(builtinsModule());
  if (more == NULL) return NULL;
  for (let i = 0; i < listAt(more).length; i++) {
    if (!listAppend(list, load<u32>(listItems(more) + ((<usize>i) << 2)))) return NULL;
  }
  return list;
}

function attributeNames(length: i32): Ref {
  const text = <usize>filledBuffer() + BUFFER_DATA;
  let x: Ref = NULL;
  let start = 0;
  for (let i = 0; i <= length; i++) {
    if (i < length && load<u8>(text + i) != 0x2e) continue;
    const name = internBytes(text + start, i - start);
    if (name == NULL) return NULL;
    x =
      start == 0
        ? lookupName(dictTable(moduleAt(getCell(RootCell.Main)).globals), name)
        : loadAttrOrNull(x, name);
    if (x == NULL) return NULL;
    root(x);
    start = i + 1;
  }
  return namesIn(x);
}
