/** Decides what is shown: the door for strangers, else the view that the address names. */
import { Anchor, Center, Loader, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { readMe } from "./api/session.ts";
import { Events } from "./pages/events.tsx";
import { SignIn } from "./pages/sign-in.tsx";
import { Frame } from "./parts/frame.tsx";
import { Waiting } from "./parts/loaded.tsx";
import { MeProvider } from "./parts/me.tsx";
import { PageHead } from "./parts/page-head.tsx";
import { ProblemNotice } from "./parts/problem-notice.tsx";
import { HOME, linkTo, useRoute, type Route } from "./parts/route.tsx";
import { ViewGuard } from "./parts/view-guard.tsx";
import { words } from "./text/words.ts";

/** The first view is signing in and the events; every other comes when it is asked for. */
const Audit = lazy(async () => ({ default: (await import("./pages/audit.tsx")).Audit }));
const Chart = lazy(async () => ({ default: (await import("./pages/chart.tsx")).Chart }));
const EditEvent = lazy(async () => ({ default: (await import("./pages/new-event.tsx")).EditEvent }));
const Event = lazy(async () => ({ default: (await import("./pages/event.tsx")).Event }));
const Mail = lazy(async () => ({ default: (await import("./pages/mail.tsx")).Mail }));
const Money = lazy(async () => ({ default: (await import("./pages/money.tsx")).Money }));
const NewEvent = lazy(async () => ({ default: (await import("./pages/new-event.tsx")).NewEvent }));
const Order = lazy(async () => ({ default: (await import("./pages/order.tsx")).Order }));
const Orders = lazy(async () => ({ default: (await import("./pages/orders.tsx")).Orders }));
const Password = lazy(async () => ({ default: (await import("./pages/password.tsx")).Password }));
const Requests = lazy(async () => ({ default: (await import("./pages/requests.tsx")).Requests }));
const SetPassword = lazy(async () => ({ default: (await import("./pages/set-password.tsx")).SetPassword }));
const Team = lazy(async () => ({ default: (await import("./pages/team.tsx")).Team }));
const Templates = lazy(async () => ({ default: (await import("./pages/templates.tsx")).Templates }));
const Venue = lazy(async () => ({ default: (await import("./pages/venue.tsx")).Venue }));
const Venues = lazy(async () => ({ default: (await import("./pages/venues.tsx")).Venues }));

export function App() {
  const route = useRoute();
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000 });
  if (route.page === "set-password") {
    return (
      <Suspense fallback={<Waiting lines={3} />}>
        <SetPassword token={route["token"]} />
      </Suspense>
    );
  }
  if (me.data === null) return <SignIn />;
  if (me.data === undefined) {
    return (
      <Center mih="100dvh" p="md">
        {me.error === null ? (
          <Loader aria-label={words.loading} />
        ) : (
          <ProblemNotice error={me.error} onRetry={() => void me.refetch()} />
        )}
      </Center>
    );
  }
  return (
    <MeProvider me={me.data}>
      <Frame>
        <ViewGuard key={`${route.page}/${route["id"] ?? ""}`}>
          <Suspense fallback={<Waiting lines={5} />}>
            <View route={route} />
          </Suspense>
        </ViewGuard>
      </Frame>
    </MeProvider>
  );
}

function View(props: { readonly route: Route }) {
  const { route } = props;
  const id = route["id"] ?? "";
  switch (route.page) {
    case "events":
      return <Events state={route["state"]} offset={route["offset"]} />;
    case "event":
      return <Event id={id} tab={route["tab"]} />;
    case "new-event":
      return <NewEvent />;
    case "edit-event":
      return <EditEvent id={id} />;
    case "templates":
      return <Templates id={id} kind={route["kind"]} language={route["language"]} />;
    case "venues":
      return <Venues />;
    case "venue":
      return <Venue id={id} />;
    case "chart":
      return <Chart id={id} />;
    case "orders":
      return <Orders q={route["q"]} event={route["event"]} />;
    case "order":
      return <Order id={id} />;
    case "requests":
      return <Requests state={route["state"]} />;
    case "money":
      return <Money event={route["event"]} tab={route["tab"]} />;
    case "mail":
      return <Mail state={route["state"]} />;
    case "team":
      return <Team />;
    case "audit":
      return <Audit subject={route["subject"]} actor={route["actor"]} from={route["from"]} to={route["to"]} />;
    case "password":
      return <Password />;
    default:
      return <NotFound />;
  }
}

function NotFound() {
  return (
    <Stack>
      <PageHead title={words.notFound} />
      <Anchor {...linkTo(HOME)}>{words.toEvents}</Anchor>
    </Stack>
  );
}
