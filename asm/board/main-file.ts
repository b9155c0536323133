/** Which file is run behind boot.py. */
import { NULL, Ref } from "../memory/ref";

/** An interned string; NULL: main.py. */
let file: Ref = NULL;

export function setMainFile(name: Ref): void {
  file = name;
}

export function boardMain(): Ref {
  return file;
}
