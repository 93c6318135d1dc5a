/** Who is signed in, for every view below; and what their role lets them be offered. The API decides again by itself. */
import { createContext, use, type ReactNode } from "react";
import type { MeDocument } from "../../../core/contract/organizer/team.ts";
import { may, type Permission } from "../../../core/contract/roles.ts";

const Me = createContext<MeDocument | null>(null);

export function MeProvider(props: { readonly me: MeDocument; readonly children: ReactNode }) {
  return <Me value={props.me}>{props.children}</Me>;
}

export function useMe(): MeDocument {
  const me = use(Me);
  if (me === null) throw new Error("useMe() outside of MeProvider");
  return me;
}

export function useMay(permission: Permission): boolean {
  return may(useMe().role, permission);
}
