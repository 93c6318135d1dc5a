/** The log of every act, newest first, found by who, by what and by day; and the check that nobody took anything out. */
import { Alert, Anchor, Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { AuditPageDocument } from "../../../core/contract/organizer/audit.ts";
import { checkAudit, readAudit } from "../api/audit.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { onSubmit } from "../parts/form.ts";
import { count, whenExactly } from "../parts/formats.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Pages, usePages } from "../parts/pages.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { go, linkTo, type Route } from "../parts/route.tsx";
import { words } from "../text/words.ts";

type Entry = AuditPageDocument["entries"][number];
const text = words.audit;
const DAY_MS = 86_400_000;

/** Days as the reader's calendar has them: `2027-06-01`. */
export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function Audit(filter: AuditFilter) {
  const { subject, actor } = filter;
  const [from, to] = [startOfDay(filter.from, 0), startOfDay(filter.to, 1)];
  const log = usePages(["audit", subject, actor, from, to], (before: number | undefined) =>
    readAudit({ before, subject, actor, from, to }),
  );
  const check = useMutation({ mutationFn: checkAudit });
  const isFiltered = [subject, actor, from, to].some((part) => part !== undefined);
  return (
    <>
      <PageHead
        title={text.title}
        lead={text.lead}
        actions={
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {text.check}
          </Button>
        }
      />
      <Stack gap="md">
        {check.error !== null && <ProblemNotice error={check.error} />}
        {check.data !== undefined && (
          <Alert
            role="status"
            color={check.data.whole ? "foyer" : "red"}
            title={check.data.whole ? text.whole(count(check.data.entries)) : text.broken(check.data.brokenAt ?? 0)}
          >
            <Text size="xs" className="foyer-break">
              {text.lastHash} <Code>{check.data.lastHash}</Code>
            </Text>
          </Alert>
        )}
        <Filter {...filter} />
        <Pages of={log}>
          {(pages) => {
            const entries = pages.flatMap((page) => page.entries);
            if (entries.length === 0) return <NothingYet title={isFiltered ? text.noneFound : text.none} />;
            return <CardTable rows={entries} keyOf={({ sequence }) => sequence} columns={columnsFor(filter)} dense />;
          }}
        </Pages>
      </Stack>
    </>
  );
}

function Filter(filter: AuditFilter) {
  const { subject, actor, from, to } = filter;
  return (
    <form
      key={JSON.stringify(filter)}
      role="search"
      onSubmit={onSubmit((value) =>
        go(
          {
            page: "audit",
            actor: value("actor").trim(),
            subject: value("subject").trim(),
            from: value("from"),
            to: value("to"),
          },
          "replace",
        ),
      )}
    >
      <div className="foyer-fields foyer-top">
        <TextInput type="date" name="from" label={text.from} defaultValue={from ?? ""} />
        <TextInput type="date" name="to" label={text.to} defaultValue={to ?? ""} />
        <TextInput
          name="actor"
          label={text.actor}
          description={text.actorHint}
          maxLength={200}
          defaultValue={actor ?? ""}
        />
        <TextInput
          name="subject"
          label={text.subject}
          description={text.subjectHint}
          maxLength={200}
          defaultValue={subject ?? ""}
        />
        <Group gap="sm" mt={25}>
          <Button type="submit">{text.find}</Button>
          {[subject, actor, from, to].some((part) => part !== undefined) && (
            <Button variant="default" component="a" {...linkTo({ page: "audit" })}>
              {text.all}
            </Button>
          )}
        </Group>
      </div>
    </form>
  );
}

function columnsFor(filter: AuditFilter): readonly Column<Entry>[] {
  const narrowed = (more: AuditFilter): Route => ({ page: "audit", ...filter, ...more });
  return [
    { label: "#", numeric: true, cell: ({ sequence }) => sequence },
    { label: text.at, nowrap: true, cell: ({ at }) => whenExactly(at) },
    {
      label: text.action,
      cell: ({ action, subject }) => (
        <div className="foyer-break">
          <Text size="sm" fw={600}>
            {words.actionWords[action] ?? action}
          </Text>
          <Anchor size="xs" {...linkTo(placeOf(subject) ?? narrowed({ subject }))}>
            {subject}
          </Anchor>
        </div>
      ),
    },
    {
      label: text.actor,
      cell: ({ actor, who }) => (
        <Anchor size="sm" title={text.onlyBy(who ?? actor)} {...linkTo(narrowed({ actor }))}>
          {who ?? text.actors[actor] ?? actor}
        </Anchor>
      ),
    },
    {
      label: text.changes,
      cell: ({ changes, requestId }) => (
        <details className="foyer-details">
          <summary>{text.show}</summary>
          <Code block className="foyer-code">
            {indented(changes)}
          </Code>
          <Text size="xs" c="dimmed" className="foyer-break">
            {text.requestId} {requestId}
          </Text>
        </details>
      ),
    },
  ];
}

/** The page of what an act was done to, where it has one. */
function placeOf(subject: string): Route | undefined {
  const [kind = "", id = ""] = subject.split(":");
  return ["event", "order", "venue", "chart"].includes(kind) ? { page: kind, id } : undefined;
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 1);
  } catch {
    return json; // shown as it was written
  }
}

/** The beginning of a day that the reader named, `days` later. */
function startOfDay(day: string | undefined, days: number): string | undefined {
  const atMs = Date.parse(`${day ?? ""}T00:00`);
  return Number.isNaN(atMs) ? undefined : new Date(atMs + days * DAY_MS).toISOString();
}
