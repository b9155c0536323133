/** Where a program is, frame by frame, for a host that looks at it while it runs. */
import { CodeKind } from "../generated/mpy-format";
import { Q } from "../generated/qstrs";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { lineOfPc } from "../native/machine-lines";
import { Code, codeAt, contextAt } from "./code";
import { currentFrame, frameAt } from "./frame";
import { lineAt } from "./lines";

function codeOf(frame: usize): Code {
  return codeAt(frameAt(frame).code);
}

/** The frame around another one, 0 for the outermost. */
export function outerFrame(frame: usize): usize {
  return frameAt(frame).previous;
}

/** The name of its file, an interned string. */
export function fileOfFrame(frame: usize): Ref {
  return contextAt(codeOf(frame).context).file;
}

/** The name of its function, an interned string. */
export function nameOfFrame(frame: usize): Ref {
  const name = codeOf(frame).name;
  return name == NULL ? qstrRef(Q.empty) : name;
}

/** Its source line; 0: unknown, as for machine code that has called other functions. */
export function lineOfFrame(frame: usize): i32 {
  if (!isMachineFrame(frame)) return lineAt(codeOf(frame), frameAt(frame).ip);
  return frame == currentFrame ? lineOfPc() : 0;
}

/** Whether its function is machine code. */
export function isMachineFrame(frame: usize): bool {
  return codeOf(frame).kind != CodeKind.Bytecode;
}
