/** A list that comes in pages: on its way, failed, there, with a button for what comes next. */
import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../text/words.ts";
import { Waiting } from "./loaded.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

/** Reads a list page by page. @param read is given `next` of the page before, and nothing for the first. */
export function usePages<Cursor extends string | number, Page extends { readonly next: Cursor | null }>(
  queryKey: readonly unknown[],
  read: (before: Cursor | undefined) => Promise<Page>,
): UseInfiniteQueryResult<InfiniteData<Page>> {
  return useInfiniteQuery<Page, Error, InfiniteData<Page>, readonly unknown[], Cursor | undefined>({
    queryKey,
    // what the library hands back is what getNextPageParam gave it
    queryFn: ({ pageParam }) => read(pageParam as Cursor | undefined),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

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
