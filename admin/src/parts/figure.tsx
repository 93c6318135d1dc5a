/** One number with what it counts; the number is what the eye finds first. */
import { Paper, Progress, Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./figure.module.css";

export function Figure(props: {
  readonly label: string;
  readonly value: string;
  readonly note?: ReactNode;
  /** 0 to 1: how full it is. */
  readonly share?: number;
}) {
  const { label, value, note, share } = props;
  return (
    <Paper withBorder p="md" className={styles["figure"]}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text className={styles["value"]}>{value}</Text>
      {share !== undefined && (
        <Progress value={Math.min(1, Math.max(0, share)) * 100} size="sm" aria-label={label} my={4} />
      )}
      {note !== undefined && (
        <Text size="sm" c="dimmed" component="div">
          {note}
        </Text>
      )}
    </Paper>
  );
}

/** @param props.wide when the figures are long, such as amounts of money. */
export function Figures(props: { readonly children: ReactNode; readonly wide?: boolean }) {
  return <div className={`${styles["row"]} ${props.wide === true ? styles["wide"] : ""}`}>{props.children}</div>;
}
