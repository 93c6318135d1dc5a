/** What the mails of an event say in the organizer's own words, by kind and language, with the mail beside it. */
import { Group, NativeSelect, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import {
  NOTICE_LANGUAGES,
  noticeLanguage,
  TEMPLATE_KINDS,
  templateKind,
} from "../../../core/contract/organizer/templates.ts";
import { readEvent } from "../api/events.ts";
import { readTemplates } from "../api/templates.ts";
import { Loaded } from "../parts/loaded.tsx";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { go } from "../parts/route.tsx";
import { TemplateForm } from "../parts/template-form.tsx";
import { words } from "../text/words.ts";

const text = words.templates;

export function Templates(props: {
  readonly id: string;
  readonly kind?: string | undefined;
  readonly language?: string | undefined;
}) {
  const { id } = props;
  const kind = templateKind.safeParse(props.kind).data ?? "order_confirmation";
  const language = noticeLanguage.safeParse(props.language).data ?? "en";
  const event = useQuery({ queryKey: ["event", id], queryFn: () => readEvent(id) });
  const templates = useQuery({ queryKey: ["templates", id], queryFn: () => readTemplates(id) });
  const choose = (wish: { readonly kind?: string; readonly language?: string }): void =>
    go({ page: "templates", id, kind, language, ...wish }, "replace");
  return (
    <LoadedPage of={event} noun={text.noun}>
      {(found) => (
        <>
          <PageHead title={text.title} lead={text.lead} back={{ label: found.title, to: { page: "event", id } }} />
          <Loaded of={templates}>
            {({ templates: list }) => {
              const written = (of: string, inLanguage: string) =>
                list.find((each) => each.kind === of && each.language === inLanguage);
              const mark = (isOwn: boolean): string => (isOwn ? ` (${text.own})` : "");
              return (
                <Stack gap="lg" maw={720}>
                  <Group gap="md" grow>
                    <NativeSelect
                      label={text.kind}
                      value={kind}
                      onChange={(change) => choose({ kind: change.currentTarget.value })}
                      data={TEMPLATE_KINDS.map((value) => ({
                        value,
                        label: text.kinds[value] + mark(list.some((each) => each.kind === value)),
                      }))}
                    />
                    <NativeSelect
                      label={text.language}
                      value={language}
                      onChange={(change) => choose({ language: change.currentTarget.value })}
                      data={NOTICE_LANGUAGES.map((value) => ({
                        value,
                        label: text.languages[value] + mark(written(kind, value) !== undefined),
                      }))}
                    />
                  </Group>
                  <TemplateForm
                    key={`${kind}/${language}`}
                    of={{ eventId: id, kind, language }}
                    written={written(kind, language)}
                  />
                </Stack>
              );
            }}
          </Loaded>
        </>
      )}
    </LoadedPage>
  );
}
