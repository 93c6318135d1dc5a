/** A font file as the module that the bundlers make of it: its bytes. */
declare module "*.ttf" {
  const bytes: ArrayBuffer | Uint8Array;
  export default bytes;
}
