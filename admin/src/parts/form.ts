/** Reading a form that a person filled in. */
import type { FormEvent } from "react";
import { ROLES, type Role } from "../../../core/contract/roles.ts";

/** Handles a submit without leaving the page; gives the values and a way to empty the form. */
export function onSubmit(act: (value: (name: string) => string, reset: () => void) => void) {
  return (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    act(
      (name) => {
        const value = form.get(name);
        return typeof value === "string" ? value : "";
      },
      () => element.reset(),
    );
  };
}

/** The role that a select offers; the API checks it again. */
export function roleFrom(value: string): Role {
  return ROLES.find((role) => role === value) ?? "door";
}
