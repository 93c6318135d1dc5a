/** Starts the panel: the look, the memory of what was read, the app. */
import "@mantine/core/styles.css";
import "./theme.css";
import { MantineProvider } from "@mantine/core";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/client.ts";
import { App } from "./app.tsx";
import { theme } from "./theme.ts";

const RETRIES_MAX = 2;

/** A session that ended while the panel was open leads to the sign-in page, whichever call noticed. */
function noticeSignedOut(error: Error): void {
  if (error instanceof ApiProblem && error.code === "signed_out") client.setQueryData(["me"], null);
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // a no stays a no; only a broken network or server is asked again
      retry: (failures, error) =>
        failures < RETRIES_MAX && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    },
  },
});

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
