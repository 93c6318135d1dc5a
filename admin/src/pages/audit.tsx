/** The log of every act, newest first, and the check that nobody took anything out of it. */
import { Alert, Button, Code, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import type { AuditPageDocument } from "../../../core/contract/organizer/audit.ts";
import { checkAudit, readAudit } from "../api/audit.ts";
import { count, whenExactly } from "../parts/formats.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Pages } from "../parts/pages.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";

export function Audit(props: { readonly subject?: string | undefined }) {
  const { subject } = props;
  const log = useInfiniteQuery({
    queryKey: ["audit", subject],
    queryFn: ({ pageParam }) => readAudit({ before: pageParam, subject }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const check = useMutation({ mutationFn: checkAudit });
  return (
    <>
      <PageHead
        title={words.audit.title}
        lead={subject === undefined ? words.audit.lead : words.audit.only(subject)}
        actions={
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {words.audit.check}
          </Button>
        }
      />
      <Stack gap="md">
        {check.error !== null && <ProblemNotice error={check.error} />}
        {check.data !== undefined && (
          <Alert
            role="status"
            color={check.data.whole ? "foyer" : "red"}
            title={
              check.data.whole
                ? words.audit.whole(count(check.data.entries))
                : words.audit.broken(check.data.brokenAt ?? 0)
            }
          >
            <Text size="xs" className="foyer-break">
              {words.audit.lastHash} <Code>{check.data.lastHash}</Code>
            </Text>
          </Alert>
        )}
        <Pages of={log}>{(pages) => <Entries entries={pages.flatMap((page) => page.entries)} />}</Pages>
      </Stack>
    </>
  );
}

function Entries(props: { readonly entries: AuditPageDocument["entries"] }) {
  const { entries } = props;
  if (entries.length === 0) return <NothingYet title={words.audit.none} />;
  return (
    <Table className="foyer-cards" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>#</Table.Th>
          <Table.Th>{words.audit.at}</Table.Th>
          <Table.Th>{words.audit.action}</Table.Th>
          <Table.Th>{words.audit.actor}</Table.Th>
          <Table.Th>{words.audit.changes}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={entry.sequence}>
            <Table.Td data-label="#">{entry.sequence}</Table.Td>
            <Table.Td data-label={words.audit.at} className="foyer-nowrap">
              {whenExactly(entry.at)}
            </Table.Td>
            <Table.Td>
              <Text size="sm" fw={600}>
                {entry.action}
              </Text>
              <Text size="xs" c="dimmed" className="foyer-break">
                {entry.subject}
              </Text>
            </Table.Td>
            <Table.Td>
              <Text size="xs" className="foyer-break">
                {entry.actor}
              </Text>
            </Table.Td>
            <Table.Td maw={360}>
              <details>
                <summary>{words.audit.show}</summary>
                <Code block>{entry.changes}</Code>
                <Text size="xs" c="dimmed" className="foyer-break">
                  {words.audit.requestId} {entry.requestId}
                </Text>
              </details>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
