/** Where allocations happen, for a host that watches them. */
import { Q } from "../generated/qstrs";
import * as host from "../host";
import { NULL, qstrRef } from "../memory/ref";
import { currentLine } from "../native/machine-lines";
import { codeAt, contextAt } from "./code";
import { currentFrame, frameAt } from "./frame";

/** Tells the host of an allocation, with the place of the innermost frame. */
export function tellAllocation(bytes: i32): void {
  if (currentFrame == 0) {
    host.allocated(bytes, 0, 0, 0);
    return;
  }
  const code = codeAt(frameAt(currentFrame).code);
  const name = code.name == NULL ? qstrRef(Q.empty) : code.name;
  host.allocated(bytes, contextAt(code.context).file, currentLine(), name);
}
