/** A new event, and a draft that is being changed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { RoomSettingsBody } from "../../../core/contract/waiting-room.ts";
import { changeEvent, createEvent, readEvent } from "../api/events.ts";
import { draftOf, newDraft } from "../parts/event-draft.ts";
import { EventForm } from "../parts/event-form.tsx";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { go } from "../parts/route.tsx";
import { words } from "../text/words.ts";

export function NewEvent() {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: createEvent,
    onSuccess: async (event) => {
      await client.invalidateQueries({ queryKey: ["events"] });
      client.setQueryData(["event", event.id], event);
      go({ page: "event", id: event.id });
    },
  });
  return (
    <>
      <PageHead
        title={words.eventForm.newTitle}
        lead={words.eventForm.newLead}
        back={{ label: words.places.events, to: { page: "events" } }}
      />
      <EventForm
        start={newDraft(Date.now())}
        action={words.eventForm.create}
        busy={create.isPending}
        error={create.error}
        onSave={create.mutate}
        onCancel={() => go({ page: "events" })}
      />
    </>
  );
}

/** Settings of the room that the form does not show stay; the room's name follows the title unless it has its own. */
function keptSettings({ room, title }: EventDocument): RoomSettingsBody {
  const { name, ...settings } = room;
  return name === title.slice(0, 100).trim() ? settings : { ...settings, name };
}

export function EditEvent(props: { readonly id: string }) {
  const { id } = props;
  const client = useQueryClient();
  const event = useQuery({ queryKey: ["event", id], queryFn: () => readEvent(id), staleTime: Infinity });
  const change = useMutation({
    mutationFn: (body: Parameters<typeof changeEvent>[1]) => changeEvent(id, body),
    onSuccess: async (changed) => {
      await client.invalidateQueries({ queryKey: ["events"] });
      client.setQueryData(["event", id], changed);
      go({ page: "event", id });
    },
  });
  return (
    <LoadedPage of={event} noun={words.nouns.event}>
      {(found) => (
        <div>
          <PageHead
            title={words.eventForm.editTitle(found.title)}
            back={{ label: found.title, to: { page: "event", id } }}
          />
          <EventForm
            start={draftOf(found)}
            action={words.save}
            busy={change.isPending}
            error={change.error}
            onSave={(body) =>
              change.mutate({
                ...body,
                description: body.description ?? null,
                room: { ...keptSettings(found), ...body.room },
                version: found.version,
              })
            }
            onCancel={() => go({ page: "event", id })}
          />
        </div>
      )}
    </LoadedPage>
  );
}
