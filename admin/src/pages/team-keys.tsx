/** Keys with which machines act in a role. The key itself is shown once, when it is made. */
import { Button, Code, NativeSelect, NumberInput, Paper, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { TEAM_LIMITS, type ApiKeyDocument } from "../../../core/contract/organizer/team.ts";
import { ROLES } from "../../../core/contract/roles.ts";
import { makeApiKey, readApiKeys, revokeApiKey } from "../api/team.ts";
import { Confirm, SecretOnce } from "../parts/dialog.tsx";
import { onSubmit, roleFrom } from "../parts/form.ts";
import { when } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";

const KEY = ["api-keys"];

export function ApiKeys() {
  const keys = useQuery({ queryKey: KEY, queryFn: readApiKeys });
  const [made, setMade] = useState<string>();
  return (
    <section aria-labelledby="keys">
      <Title order={2} size="h4" id="keys" mb="xs">
        {words.keys.title}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {words.keys.lead}
      </Text>
      <Stack gap="md">
        <Loaded of={keys} lines={2}>
          {(list) =>
            list.length === 0 ? (
              <Text size="sm">{words.keys.none}</Text>
            ) : (
              <Table className="foyer-cards" verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.keys.name}</Table.Th>
                    <Table.Th>{words.team.role}</Table.Th>
                    <Table.Th>{words.keys.used}</Table.Th>
                    <Table.Th>{words.keys.expires}</Table.Th>
                    <Table.Th>
                      <span className="foyer-hidden">{words.actions}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {list.map((key) => (
                    <KeyRow key={key.id} of={key} />
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Loaded>
        <NewKey onMade={setMade} />
      </Stack>
      <SecretOnce
        opened={made !== undefined}
        title={words.keys.madeTitle}
        lead={words.keys.madeLead}
        secret={made ?? ""}
        onClose={() => setMade(undefined)}
      />
    </section>
  );
}

function KeyRow(props: { readonly of: ApiKeyDocument }) {
  const key = props.of;
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(key.id),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const [asking, setAsking] = useState(false);
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {key.name}
        </Text>
        <Code>{key.start}…</Code>
      </Table.Td>
      <Table.Td data-label={words.team.role}>{words.roles[key.role]}</Table.Td>
      <Table.Td data-label={words.keys.used}>{key.lastUsedAt === null ? words.never : when(key.lastUsedAt)}</Table.Td>
      <Table.Td data-label={words.keys.expires}>{key.expiresAt === null ? words.never : when(key.expiresAt)}</Table.Td>
      <Table.Td ta="right">
        <Button size="xs" variant="subtle" color="red" onClick={() => setAsking(true)}>
          {words.keys.revoke}
        </Button>
        <Confirm
          opened={asking}
          title={words.keys.revokeTitle(key.name)}
          action={words.keys.revoke}
          danger
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onClose={() => setAsking(false)}
        >
          {words.keys.revokeLead}
        </Confirm>
      </Table.Td>
    </Table.Tr>
  );
}

function NewKey(props: { readonly onMade: (key: string) => void }) {
  const client = useQueryClient();
  const make = useMutation({ mutationFn: makeApiKey, onSuccess: () => client.invalidateQueries({ queryKey: KEY }) });
  const submit = onSubmit((value, reset) => {
    const days = Number(value("days"));
    make.mutate(
      { name: value("name"), role: roleFrom(value("role")), ...(days > 0 && { expiresInDays: days }) },
      {
        onSuccess: (made) => {
          reset();
          props.onMade(made.key);
        },
      },
    );
  });
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit} aria-label={words.keys.make}>
        <Stack gap="sm">
          {make.error !== null && <ProblemNotice error={make.error} />}
          <div className="foyer-fields">
            <TextInput
              name="name"
              label={words.keys.name}
              placeholder={words.keys.namePlaceholder}
              required
              withAsterisk={false}
              maxLength={100}
            />
            <NativeSelect
              name="role"
              label={words.team.role}
              data={ROLES.map((role) => ({ value: role, label: words.roles[role] }))}
              defaultValue="door"
            />
            <NumberInput
              name="days"
              label={words.keys.days}
              defaultValue={365}
              min={1}
              max={TEAM_LIMITS.apiKeyDaysMax}
              allowDecimal={false}
            />
            <Button type="submit" loading={make.isPending}>
              {words.keys.make}
            </Button>
          </div>
        </Stack>
      </form>
    </Paper>
  );
}
