/**
 * Keeps a view that breaks, or whose code cannot be fetched any more after a new version was deployed, from taking the
 * whole panel with it.
 */
import { Alert, Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { words } from "../text/words.ts";

export class ViewGuard extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Alert color="red" role="alert" title={words.problem.viewBroken}>
        <Button size="xs" variant="default" onClick={() => window.location.reload()}>
          {words.problem.reload}
        </Button>
      </Alert>
    );
  }
}
