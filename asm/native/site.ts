/** From where a runtime function is called: the address by which look-ups remember what they found. */
export let callSite: usize = 0;

export function setCallSite(address: usize): void {
  callSite = address;
}
