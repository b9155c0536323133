import type { Scope } from "./scope.js";

/**
 * The order in which the reference numbers names and constants, as ranks: it emits all scopes, those of
 * one level of nesting before those of the next, and then assembles all scopes in the same order.
 */

/** More levels of nesting than the parser allows. */
const LEVELS = 1 << 12;

/** The rank of the source's name, which comes first. */
export const SOURCE_NAME_RANK = 0;

/** The rank of what is numbered when the instructions of `scope` are emitted. */
export const emissionRank = ({ level }: Scope): number => 1 + level;

/** The rank of what is numbered when they are assembled: parameters, and names that are no locals. */
export const assemblyRank = ({ level }: Scope): number => 1 + LEVELS + level;
