/**
 * The state of a function of machine code, on the machine's stack or in a generator:
 *
 *     0          4    8    12        14   16        20
 *     +----------+----+----+---------+----+---------+------------------------------+
 *     | function | ip | sp | words   | –  | globals | stack …        … local 1, 0  |
 *     +----------+----+----+---------+----+---------+------------------------------+
 */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, NULL, Ref } from "../memory/ref";
import { rootMark, rootReset, rootSlots } from "../memory/roots";
import { clearWords } from "../memory/words";
import { raise } from "../object/raise";
import { bindLocals } from "../vm/bind-args";
import { CODE_KEYWORD_DEFAULTS, CODE_KEYWORDS, CODE_VARARGS, Code, codeAt } from "../vm/code";
import { commonParts, MachineFunction, machineFunctionAt } from "./function";
import { isOnMachineStack } from "./machine-stack";

@unmanaged
export class CodeState {
  function: Ref;
  ip: usize;
  sp: usize;
  words: u16;
  unused: u16;
  globals: Ref;
}

/** Where stack and locals start. */
export const STATE_WORDS: usize = offsetof<CodeState>();

/** Runtime function: the state at `at` on the stack, its function and size filled in, gets its arguments. */
export function rt_setup_code_state_native(at: usize, n: u32, nkw: u32, args: usize): bool {
  const state = changetype<CodeState>(at);
  const f = state.function;
  const words = <u32>state.words;
  const fits = isOnMachineStack(at, <u32>STATE_WORDS + (words << 2));
  if (!fits || !isKind(f, Kind.MachineFunction) || words != codeOf(f).stateWords) {
    raise(M.incompatibleMpy);
    return false;
  }
  return setUpState(at, f, words, n, nkw, args);
}

function codeOf(f: Ref): Code {
  return codeAt(machineFunctionAt(f).code);
}

/** Binds `n` positional arguments and `nkw` pairs at `args`. false: an exception is pending. */
export function setUpState(at: usize, f: Ref, words: u32, n: i32, nkw: i32, args: usize): bool {
  const state = changetype<CodeState>(at);
  const from = at + STATE_WORDS;
  state.ip = 0;
  state.sp = from - 4;
  const code = codeOf(f);
  clearWords(from, words);
  const last = from + ((<usize>words) << 2) - 4;
  if (isPlain(machineFunctionAt(f), code) && nkw == 0 && n == code.positional) {
    for (let i: u32 = 0; i < <u32>n; i++) {
      store<u32>(last - (i << 2), load<u32>(args + (i << 2)));
    }
    return true;
  }
  const mark = rootMark();
  const locals = rootSlots(words);
  if (!bindLocals(locals, commonParts(f), n, nkw, args)) return false;
  for (let i: u32 = 0; i < words; i++) store<u32>(last - (i << 2), load<u32>(locals + (i << 2)));
  rootReset(mark);
  return true;
}

/** Whether there are only positional parameters and no cells. */
function isPlain(f: MachineFunction, code: Code): bool {
  return (
    (code.flags & (CODE_VARARGS | CODE_KEYWORDS | CODE_KEYWORD_DEFAULTS)) == 0 &&
    code.keywordOnly == 0 &&
    code.cellCount == 0 &&
    f.closure == NULL
  );
}
