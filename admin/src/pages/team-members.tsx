/** Who works here and as what; whoever is added is given a token to choose a password with. */
import { Button, Group, NativeSelect, Paper, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberDocument } from "../../../core/contract/organizer/team.ts";
import { ROLES } from "../../../core/contract/roles.ts";
import { addMember, changeRole, readMembers, removeMember, renewPasswordToken } from "../api/team.ts";
import { Confirm, SecretOnce } from "../parts/dialog.tsx";
import { onSubmit, roleFrom } from "../parts/form.ts";
import { when } from "../parts/formats.ts";
import { Loaded } from "../parts/loaded.tsx";
import { useMe } from "../parts/me.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { words } from "../text/words.ts";

const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: words.roles[role] }));
const KEY = ["members"];

export function Members() {
  const members = useQuery({ queryKey: KEY, queryFn: readMembers });
  const [handedOver, setHandedOver] = useState<{ readonly name: string; readonly token: string }>();
  return (
    <section aria-labelledby="members">
      <Title order={2} size="h4" id="members" mb="sm">
        {words.team.members}
      </Title>
      <Stack gap="md">
        <Loaded of={members}>
          {(list) => (
            <Table className="foyer-cards" verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.team.name}</Table.Th>
                  <Table.Th>{words.team.role}</Table.Th>
                  <Table.Th>{words.team.since}</Table.Th>
                  <Table.Th>
                    <span className="foyer-hidden">{words.actions}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.map((member) => (
                  <MemberRow
                    key={member.id}
                    member={member}
                    onToken={(token) => setHandedOver({ name: member.name, token })}
                  />
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Loaded>
        <NewMember onToken={(name, token) => setHandedOver({ name, token })} />
      </Stack>
      <SecretOnce
        opened={handedOver !== undefined}
        title={words.team.tokenTitle(handedOver?.name ?? "")}
        lead={words.team.tokenLead}
        secret={
          handedOver === undefined
            ? ""
            : `${window.location.origin}${window.location.pathname}?page=set-password&token=${handedOver.token}`
        }
        onClose={() => setHandedOver(undefined)}
      />
    </section>
  );
}

function MemberRow(props: { readonly member: MemberDocument; readonly onToken: (token: string) => void }) {
  const { member, onToken } = props;
  const me = useMe();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: KEY });
  const role = useMutation({ mutationFn: changeRole, onSettled: refresh });
  const token = useMutation({
    mutationFn: () => renewPasswordToken(member.id),
    onSuccess: (made) => onToken(made.token),
  });
  const remove = useMutation({ mutationFn: () => removeMember(member.id), onSuccess: refresh });
  const [asking, setAsking] = useState(false);
  const error = role.error ?? token.error;
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Text size="sm" fw={600}>
            {member.name}
            {member.userId === me.user?.id && ` (${words.team.you})`}
          </Text>
          <Text size="sm" c="dimmed">
            {member.email}
          </Text>
        </Table.Td>
        <Table.Td>
          <NativeSelect
            aria-label={words.team.roleOf(member.name)}
            data={ROLE_CHOICES}
            value={member.role}
            disabled={role.isPending}
            onChange={(event) => role.mutate({ id: member.id, role: roleFrom(event.currentTarget.value) })}
          />
        </Table.Td>
        <Table.Td data-label={words.team.since}>{when(member.since)}</Table.Td>
        <Table.Td>
          <Group gap="xs" justify="flex-end">
            <Button size="xs" variant="default" loading={token.isPending} onClick={() => token.mutate()}>
              {words.team.newToken}
            </Button>
            <Button size="xs" variant="subtle" color="red" onClick={() => setAsking(true)}>
              {words.team.remove}
            </Button>
          </Group>
          <Confirm
            opened={asking}
            title={words.team.removeTitle(member.name)}
            action={words.team.remove}
            danger
            busy={remove.isPending}
            error={remove.error}
            onConfirm={() => remove.mutate(undefined, { onSuccess: () => setAsking(false) })}
            onClose={() => setAsking(false)}
          >
            {words.team.removeLead}
          </Confirm>
        </Table.Td>
      </Table.Tr>
      {error !== null && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <ProblemNotice error={error} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function NewMember(props: { readonly onToken: (name: string, token: string) => void }) {
  const client = useQueryClient();
  const add = useMutation({ mutationFn: addMember, onSuccess: () => client.invalidateQueries({ queryKey: KEY }) });
  const submit = onSubmit((value, reset) => {
    const name = value("name");
    add.mutate(
      { name, email: value("email"), role: roleFrom(value("role")) },
      {
        onSuccess: (made) => {
          reset();
          if (made.passwordToken !== undefined) props.onToken(name, made.passwordToken.token);
        },
      },
    );
  });
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit} aria-label={words.team.add}>
        <Stack gap="sm">
          {add.error !== null && <ProblemNotice error={add.error} />}
          <div className="foyer-fields">
            <TextInput name="name" label={words.team.name} required withAsterisk={false} maxLength={100} />
            <TextInput name="email" type="email" label={words.team.email} required withAsterisk={false} />
            <NativeSelect name="role" label={words.team.role} data={ROLE_CHOICES} defaultValue="support" />
            <Button type="submit" loading={add.isPending}>
              {words.team.add}
            </Button>
          </div>
        </Stack>
      </form>
    </Paper>
  );
}
