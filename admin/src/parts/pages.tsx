/** A list that comes in pages: on its way, failed, there, with a button for what comes next. */
import { Button, Stack } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../text/words.ts";
import { Waiting } from "./loaded.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

export function Pages<Page>(props: {
  readonly of: UseInfiniteQueryResult<InfiniteData<Page>>;
  readonly children: (pages: readonly Page[]) => ReactNode;
}) {
  const { of, children } = props;
  return (
    <Stack gap="md">
      {of.error !== null && <ProblemNotice error={of.error} onRetry={() => void of.refetch()} />}
      {of.isPending && <Waiting lines={5} />}
      {of.data !== undefined && children(of.data.pages)}
      {of.hasNextPage && (
        <div>
          <Button variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </Stack>
  );
}
