/** The frame around every view: where one can go, who one is, the way out. Offers only what the role may read. */
import { Burger, Menu, NavLink, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import type { Permission } from "../../../core/contract/roles.ts";
import { chooseOrganization, signOut } from "../api/session.ts";
import { words } from "../text/words.ts";
import styles from "./frame.module.css";
import { useMay, useMe } from "./me.tsx";
import { go, HOME, linkTo, useRoute } from "./route.tsx";

interface Place {
  readonly page: keyof typeof words.places;
  readonly permission: Permission;
  /** Views that lie within this one. */
  readonly within: readonly string[];
}

const PLACES: readonly Place[] = [
  { page: "events", permission: "catalogue.read", within: ["event", "new-event", "edit-event", "templates"] },
  { page: "venues", permission: "catalogue.read", within: ["venue", "chart"] },
  { page: "orders", permission: "orders.read", within: ["order"] },
  { page: "requests", permission: "orders.read", within: [] },
  { page: "money", permission: "reports.read", within: [] },
  { page: "mail", permission: "notifications.read", within: [] },
  { page: "team", permission: "team.write", within: [] },
  { page: "audit", permission: "audit.read", within: [] },
];

export function Frame(props: { readonly children: ReactNode }) {
  const route = useRoute();
  const [open, { toggle, close }] = useDisclosure(false);
  useEffect(close, [route.page, close]);
  return (
    <div className={styles["frame"]}>
      <a className={styles["skip"]} href="#main">
        {words.skipToContent}
      </a>
      <header className={styles["rail"]}>
        <div className={styles["bar"]}>
          <Brand />
          <Burger opened={open} onClick={toggle} size="sm" aria-label={words.menu} aria-expanded={open} />
        </div>
        <div className={styles["brandWide"]}>
          <Brand />
        </div>
        <nav className={`${styles["menu"]} ${open ? "" : styles["closed"]}`} aria-label={words.menu}>
          {PLACES.map((place) => (
            <PlaceLink key={place.page} place={place} current={route.page} />
          ))}
        </nav>
        <div className={`${styles["foot"]} ${open ? "" : styles["closed"]}`}>
          <Account />
        </div>
      </header>
      <main id="main" className={styles["main"]} tabIndex={-1}>
        {props.children}
      </main>
    </div>
  );
}

function Brand() {
  return (
    <a className={styles["brand"]} {...linkTo(HOME)}>
      <img src="./mark.svg" width={28} height={28} alt="" />
      Foyer
    </a>
  );
}

function PlaceLink(props: { readonly place: Place; readonly current: string }) {
  const { place, current } = props;
  if (!useMay(place.permission)) return null;
  const here = current === place.page;
  return (
    <NavLink
      label={words.places[place.page]}
      active={here || place.within.includes(current)}
      {...(here && { "aria-current": "page" as const })}
      {...linkTo({ page: place.page })}
    />
  );
}

function Account() {
  const me = useMe();
  const client = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      client.clear();
      client.setQueryData(["me"], null);
      go(HOME, "replace");
    },
  });
  const change = useMutation({
    mutationFn: chooseOrganization,
    onSuccess: () => {
      go(HOME);
      return client.resetQueries();
    },
  });
  return (
    <Menu position="top-start" width={232} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton w="100%">
          <Text size="sm" fw={600} truncate>
            {me.user?.name ?? me.organization.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {words.roles[me.role]} · {me.organization.name}
          </Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {me.organizations.length > 1 && <Menu.Label>{words.account.organizations}</Menu.Label>}
        {me.organizations.length > 1 &&
          me.organizations.map((organization) => (
            <Menu.Item
              key={organization.id}
              disabled={organization.id === me.organization.id}
              onClick={() => change.mutate(organization.id)}
            >
              {organization.name}
            </Menu.Item>
          ))}
        <Menu.Label>{words.account.look}</Menu.Label>
        {(["auto", "light", "dark"] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} {...(scheme === colorScheme && { fw: 650 })}>
            {words.account.looks[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {me.user !== null && (
          <Menu.Item {...linkTo({ page: "password" })} component="a">
            {words.account.password}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => leave.mutate()}>{words.account.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
