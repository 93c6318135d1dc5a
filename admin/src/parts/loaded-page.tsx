/** A view of one thing: until it is there, and when it is refused, the head says what it would be. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loaded } from "./loaded.tsx";
import { PageHead } from "./page-head.tsx";

export function LoadedPage<Value>(props: {
  readonly of: UseQueryResult<Value>;
  /** What kind of thing it is. */
  readonly noun: string;
  readonly children: (value: Value) => ReactNode;
}) {
  const { of, noun, children } = props;
  return (
    <>
      {of.data === undefined && <PageHead title={noun} />}
      <Loaded of={of}>{children}</Loaded>
    </>
  );
}
