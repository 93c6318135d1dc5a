/** The door of the panel: e-mail and password. */
import { Anchor, Button, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { signIn } from "../api/session.ts";
import { onSubmit } from "../parts/form.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";
import styles from "./sign-in.module.css";

/** @param props.isElsewhere true on a page that has no views of the panel. */
export function SignIn(props: { readonly isElsewhere?: boolean }) {
  const client = useQueryClient();
  const enter = useMutation({ mutationFn: signIn, onSuccess: () => client.resetQueries() });
  useEffect(() => {
    document.title = `${words.signIn.title} · Foyer`;
  }, []);

  const submit = onSubmit((value) => enter.mutate({ email: value("email"), password: value("password") }));

  return (
    <main className={styles["door"]}>
      <Paper className={styles["card"]} withBorder p="xl" radius="lg">
        <form onSubmit={submit}>
          <Stack gap="md">
            <img src={`${import.meta.env.BASE_URL}mark.svg`} width={44} height={44} alt="" />
            <Title order={1} size="h2">
              {words.signIn.title}
            </Title>
            {enter.error !== null && <ProblemNotice error={enter.error} />}
            <TextInput
              name="email"
              type="email"
              label={words.signIn.email}
              autoComplete="username"
              required
              withAsterisk={false}
            />
            <PasswordInput
              name="password"
              label={words.signIn.password}
              autoComplete="current-password"
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ "aria-label": words.signIn.showPassword }}
            />
            <Button type="submit" fullWidth loading={enter.isPending}>
              {words.signIn.action}
            </Button>
            <Anchor
              size="sm"
              {...(props.isElsewhere === true
                ? { href: "/panel/?page=set-password" }
                : linkTo({ page: "set-password" }))}
            >
              {words.signIn.haveToken}
            </Anchor>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
