/** The people of the organization and the keys of its machines. */
import { Stack } from "@mantine/core";
import { PageHead } from "../parts/page-head.tsx";
import { words } from "../text/words.ts";
import { ApiKeys } from "./team-keys.tsx";
import { Members } from "./team-members.tsx";

export function Team() {
  return (
    <>
      <PageHead title={words.team.title} lead={words.team.lead} />
      <Stack gap="xl">
        <Members />
        <ApiKeys />
      </Stack>
    </>
  );
}
