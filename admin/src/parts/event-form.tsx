/** The form of an event, from its name to its waiting room. What the API finds wrong is shown at the field. */
import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { EventBody } from "../../../core/contract/organizer/events.ts";
import { readCharts, readVenues } from "../api/venues.ts";
import { words } from "../text/words.ts";
import { bodyOf, missingIn, type EventDraft } from "./event-draft.ts";
import { faultAt } from "./faults.ts";
import { FormPart } from "./form-part.tsx";
import { Loaded } from "./loaded.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { LimitFields, PriceFields, RoomFields, TimeFields, WhatFields } from "./event-fields.tsx";

export interface EventFormProps {
  readonly start: EventDraft;
  readonly action: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (body: EventBody) => void;
  readonly onCancel: () => void;
}

export function EventForm(props: EventFormProps) {
  const [draft, setDraft] = useState(props.start);
  const [tried, setTried] = useState(false);
  const venues = useQuery({ queryKey: ["venues"], queryFn: readVenues });
  const charts = useQuery({
    queryKey: ["charts", draft.venueId],
    queryFn: () => readCharts(draft.venueId ?? ""),
    enabled: draft.venueId !== undefined,
  });
  const set = (change: Partial<EventDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const chart = charts.data?.find(({ id }) => id === draft.chartId);
  const missing = tried ? missingIn(draft) : {};
  const fault = (field: string, name?: keyof typeof missing): string | undefined =>
    name !== undefined && missing[name] === true ? words.eventForm.missing : faultAt(props.error, field);

  return (
    <Loaded of={venues}>
      {(places) => {
        const timeZone = places.find(({ id }) => id === draft.venueId)?.timeZone;
        const submit = (event: FormEvent): void => {
          event.preventDefault();
          setTried(true);
          const body = bodyOf(draft, timeZone ?? "UTC", chart?.categories.map(({ key }) => key) ?? []);
          if (body !== undefined) props.onSave(body);
        };
        const fields = { draft, set, fault };
        return (
          <form onSubmit={submit} noValidate>
            <Stack gap="lg" maw={860}>
              <FormPart title={words.eventForm.what} lead={words.eventForm.whatLead}>
                <WhatFields {...fields} venues={places} charts={charts.data} />
              </FormPart>
              <FormPart
                title={words.eventForm.when}
                lead={words.eventForm.whenLead(timeZone ?? words.eventForm.venueClock)}
              >
                <TimeFields {...fields} />
              </FormPart>
              <FormPart title={words.eventForm.money} lead={words.eventForm.moneyLead}>
                <PriceFields {...fields} categories={chart?.categories} />
              </FormPart>
              <FormPart title={words.eventForm.limits} lead={words.eventForm.limitsLead}>
                <LimitFields {...fields} />
              </FormPart>
              <FormPart title={words.eventForm.room} lead={words.eventForm.roomLead}>
                <RoomFields {...fields} />
              </FormPart>
              {props.error !== null && <ProblemNotice error={props.error} />}
              <Group gap="sm">
                <Button type="submit" size="md" loading={props.busy}>
                  {props.action}
                </Button>
                <Button variant="default" size="md" onClick={props.onCancel}>
                  {words.cancel}
                </Button>
              </Group>
            </Stack>
          </form>
        );
      }}
    </Loaded>
  );
}
