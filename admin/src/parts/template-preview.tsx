/** A mail as its reader will see it, while its words are being written. */
import { Spoiler, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TemplateBody } from "../../../core/contract/organizer/templates.ts";
import { previewPage, readPreview, type TemplateOf } from "../api/templates.ts";
import { words } from "../text/words.ts";
import { Part } from "./part.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import styles from "./template-preview.module.css";

const text = words.templates;
const PAUSE_MS = 400;

export function TemplatePreview(props: { readonly of: TemplateOf; readonly body: TemplateBody }) {
  const { of } = props;
  const [body] = useDebouncedValue(props.body, PAUSE_MS);
  const preview = useQuery({
    queryKey: ["template-preview", of, body],
    queryFn: async () => ({ ...(await readPreview(of, body)), page: previewPage(of, body) }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Part title={text.preview} lead={text.previewLead}>
      <Stack gap="sm">
        {preview.error !== null && <ProblemNotice error={preview.error} />}
        {preview.data !== undefined && (
          <>
            <Text size="sm">
              {text.previewSubject} <b className="foyer-break">{preview.data.subject}</b>
            </Text>
            <iframe className={styles["mail"]} title={text.preview} src={preview.data.page} sandbox="" />
            <Spoiler maxHeight={0} showLabel={text.asText} hideLabel={words.close}>
              <div className={styles["text"]}>{preview.data.text}</div>
            </Spoiler>
          </>
        )}
      </Stack>
    </Part>
  );
}
