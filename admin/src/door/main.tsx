/** Starts the steward's page, and the worker that keeps it for when there is no network. */
import "@mantine/core/styles.css";
import "../theme.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { theme } from "../theme.ts";
import { DoorPage } from "./door-page.tsx";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <DoorPage />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

// where it is refused the page works as long as it stays open
if (import.meta.env.PROD) void navigator.serviceWorker?.register("./worker.js").catch(() => undefined);
