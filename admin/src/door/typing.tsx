/** For when no code can be read: a ticket's number, or an order's reference and then which of its tickets. */
import { Button, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { count } from "../parts/formats.ts";
import { onSubmit } from "../parts/form.ts";
import { doorWords } from "../text/en/door.ts";
import styles from "./door.module.css";
import type { KeptPass } from "./records.ts";
import type { DoorSession, DoorState } from "./session.ts";
import { readTyped, type Typed } from "./typed.ts";

export function Typing(props: { readonly session: DoorSession; readonly state: DoorState }) {
  const { session } = props;
  const { typing } = doorWords;
  const [fault, setFault] = useState<string>();
  const [passes, setPasses] = useState<readonly KeptPass[]>([]);
  /** @returns whether it was understood. */
  const look = async (typed: Typed): Promise<boolean> => {
    setPasses([]);
    setFault(typed.kind === "neither" ? typing.neither : undefined);
    if (typed.kind === "neither") return false;
    if (typed.kind === "code") {
      await session.scan({ code: typed.code });
      return true;
    }
    const found = await session.find(typed.number);
    const [only] = found;
    if (only === undefined) setFault(typing.nothing);
    else if (found.length === 1) await session.scan({ passId: only.id });
    else setPasses(found);
    return only !== undefined;
  };
  const submit = onSubmit((value, reset) => {
    const typed = readTyped(value("typed"));
    if (typed.kind === "code") reset(); // a hand scanner types the next one while this one is judged
    void look(typed).then((isDone) => (isDone && typed.kind === "number" ? reset() : undefined));
  });
  const choose = (pass: KeptPass): void => {
    setPasses([]);
    void session.scan({ passId: pass.id });
  };
  return (
    <section className={styles["typing"]}>
      <form onSubmit={submit} className={styles["typingForm"]}>
        <TextInput
          name="typed"
          size="md"
          label={typing.label}
          description={typing.hint}
          error={fault}
          required
          withAsterisk={false}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="go"
          className={styles["grow"]}
        />
        <Button type="submit" size="md">
          {typing.action}
        </Button>
      </form>
      {passes.length > 0 && <PassChoice passes={passes} onChoose={choose} onClose={() => setPasses([])} />}
    </section>
  );
}

function PassChoice(props: {
  readonly passes: readonly KeptPass[];
  readonly onChoose: (pass: KeptPass) => void;
  readonly onClose: () => void;
}) {
  const { passes } = props;
  const { typing } = doorWords;
  return (
    <div role="group" aria-label={typing.several(count(passes.length))}>
      <Text fw={600}>{typing.several(count(passes.length))}</Text>
      <ul className={styles["list"]}>
        {passes.map((pass) => (
          <li key={pass.id} className={styles["row"]}>
            <span className={styles["grow"]}>
              {pass.place}
              <Text span size="sm" c="dimmed" className={styles["line"]}>
                {stateOf(pass)}
              </Text>
            </span>
            <Button
              size="md"
              variant="default"
              onClick={() => props.onChoose(pass)}
              aria-label={`${typing.admit}: ${pass.place}`}
            >
              {typing.admit}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="subtle" onClick={props.onClose}>
        {typing.close}
      </Button>
    </div>
  );
}

function stateOf({ voidedAtMs, inside, number }: KeptPass): string {
  if (voidedAtMs !== null) return doorWords.typing.refunded;
  return inside === null ? number : doorWords.typing.inside;
}
