/** The words of one mail in one language: an own subject, an own paragraph, and what is put in for the writer. */
import { Alert, Button, Code, Group, List, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PLACEHOLDERS, type TemplateBody, type TemplateDocument } from "../../../core/contract/organizer/templates.ts";
import { removeTemplate, writeTemplate, type TemplateOf } from "../api/templates.ts";
import { words } from "../text/words.ts";
import { faultAt } from "./faults.ts";
import { useMay } from "./me.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { TemplatePreview } from "./template-preview.tsx";

const text = words.templates;

export function TemplateForm(props: { readonly of: TemplateOf; readonly written: TemplateDocument | undefined }) {
  const { of, written } = props;
  const mayWrite = useMay("catalogue.write");
  const client = useQueryClient();
  const [subject, setSubject] = useState(written?.subject ?? "");
  const [paragraph, setParagraph] = useState(written?.paragraph ?? "");
  const body: TemplateBody = {
    ...(subject.trim() !== "" && { subject: subject.trim() }),
    ...(paragraph.trim() !== "" && { paragraph: paragraph.trim() }),
  };
  const isEmpty = Object.keys(body).length === 0;
  const save = useMutation({
    mutationFn: async () => {
      if (isEmpty) await removeTemplate(of);
      else await writeTemplate(of, body);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["templates", of.eventId] }),
  });
  const faults = { subject: faultAt(save.error, "/subject"), paragraph: faultAt(save.error, "/paragraph") };
  const isSame = subject.trim() === (written?.subject ?? "") && paragraph.trim() === (written?.paragraph ?? "");
  const change = (set: (value: string) => void) => (value: string) => {
    save.reset();
    set(value);
  };
  return (
    <Stack gap="md">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={text.subject}
            description={text.subjectHint}
            maxLength={150}
            readOnly={!mayWrite}
            value={subject}
            error={faults.subject}
            onChange={(event) => change(setSubject)(event.currentTarget.value)}
          />
          <Textarea
            label={text.paragraph}
            description={text.paragraphHint}
            maxLength={1_500}
            minRows={4}
            autosize
            readOnly={!mayWrite}
            value={paragraph}
            error={faults.paragraph}
            onChange={(event) => change(setParagraph)(event.currentTarget.value)}
          />
          <PlaceholderList of={of} />
          {save.error !== null && faults.subject === undefined && faults.paragraph === undefined && (
            <ProblemNotice error={save.error} />
          )}
          {save.isSuccess && isSame && (
            <Alert color="foyer" variant="light" role="status">
              {words.saved}
            </Alert>
          )}
          {mayWrite && (
            <Group gap="sm">
              <Button type="submit" disabled={isSame} loading={save.isPending}>
                {isEmpty && written !== undefined ? text.remove : words.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      {mayWrite && <TemplatePreview of={of} body={body} />}
    </Stack>
  );
}

function PlaceholderList({ of }: { readonly of: TemplateOf }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {text.placeholders}
      </Text>
      <List size="sm" listStyleType="none">
        {PLACEHOLDERS[of.kind].map((name) => (
          <List.Item key={name}>
            <Code className="foyer-code">{`{${name}}`}</Code> {text.meaning[name]}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
