/** Decides what is shown: the door for strangers, else the view that the address names. */
import { Anchor, Center, Loader, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { readMe } from "./api/session.ts";
import { Audit } from "./pages/audit.tsx";
import { Chart } from "./pages/chart.tsx";
import { Event } from "./pages/event.tsx";
import { Events } from "./pages/events.tsx";
import { Mail } from "./pages/mail.tsx";
import { Money } from "./pages/money.tsx";
import { EditEvent, NewEvent } from "./pages/new-event.tsx";
import { Order } from "./pages/order.tsx";
import { Orders } from "./pages/orders.tsx";
import { Password } from "./pages/password.tsx";
import { SetPassword } from "./pages/set-password.tsx";
import { SignIn } from "./pages/sign-in.tsx";
import { Team } from "./pages/team.tsx";
import { Templates } from "./pages/templates.tsx";
import { Venue } from "./pages/venue.tsx";
import { Venues } from "./pages/venues.tsx";
import { Frame } from "./parts/frame.tsx";
import { MeProvider } from "./parts/me.tsx";
import { PageHead } from "./parts/page-head.tsx";
import { ProblemNotice } from "./parts/problem-notice.tsx";
import { HOME, linkTo, useRoute, type Route } from "./parts/route.tsx";
import { words } from "./text/words.ts";

export function App() {
  const route = useRoute();
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000 });
  if (route.page === "set-password") return <SetPassword token={route["token"]} />;
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
        <View key={`${route.page}/${route["id"] ?? ""}`} route={route} />
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
