/** Choosing the file of a chart and having it imported; when it is refused, the list of all that is wrong with it. */
import {
  Alert,
  Anchor,
  Button,
  FileInput,
  List,
  NativeSelect,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CHART_BYTES_MAX } from "../../../core/contract/body.ts";
import { CHART_FORMATS, type ChartFormat } from "../../../core/seating/import/index.ts";
import { importChart } from "../api/venues.ts";
import { ApiProblem } from "../api/client.ts";
import { words } from "../text/words.ts";
import { count } from "../parts/formats.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { linkTo } from "../parts/route.tsx";

export function ChartImport(props: { readonly venueId: string }) {
  const { venueId } = props;
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<ChartFormat>("seatsio");
  const [name, setName] = useState("");
  const imported = useMutation({
    mutationFn: async (chosen: File) =>
      importChart({ venueId, format, name: name.trim(), file: await readJson(chosen) }),
    onSuccess: () => {
      setFile(null);
      setName("");
      return client.invalidateQueries({ queryKey: ["charts", venueId] });
    },
  });
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    imported.reset();
    if (chosen !== null)
      void readJson(chosen).then(
        (json) => setFormat(guessFormat(json)),
        () => undefined,
      );
  };
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="import">
      <Title order={2} size="h4" id="import">
        {words.charts.import}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words.charts.importLead}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) imported.mutate(file);
        }}
      >
        <Stack gap="sm">
          <div className="foyer-fields foyer-top">
            <FileInput
              label={words.charts.file}
              placeholder={words.charts.choose}
              accept="application/json,.json"
              value={file}
              onChange={choose}
              clearable
              clearButtonProps={{ "aria-label": words.charts.clear }}
            />
            <NativeSelect
              label={words.charts.format}
              value={format}
              data={CHART_FORMATS.map((value) => ({ value, label: words.charts.formats[value] }))}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setFormat(CHART_FORMATS.find((known) => known === value) ?? "foyer");
              }}
            />
            <TextInput
              label={words.charts.nameOptional}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </div>
          {imported.error !== null && <ProblemNotice error={imported.error} />}
          {imported.data !== undefined && (
            <Alert
              role="status"
              color="foyer"
              title={words.charts.done(imported.data.chart.name, count(imported.data.chart.capacity))}
            >
              <Anchor size="sm" {...linkTo({ page: "chart", id: imported.data.chart.id })}>
                {words.charts.look}
              </Anchor>
              {imported.data.warnings.length > 0 && (
                <List size="sm" mt="xs">
                  {imported.data.warnings.map((warning) => (
                    <List.Item key={warning}>{warning}</List.Item>
                  ))}
                </List>
              )}
            </Alert>
          )}
          <div>
            <Button type="submit" loading={imported.isPending} disabled={file === null}>
              {words.charts.action}
            </Button>
          </div>
        </Stack>
      </form>
    </Paper>
  );
}

/** Says at once what the API would say after megabytes were sent. */
async function readJson(file: File): Promise<unknown> {
  if (file.size > CHART_BYTES_MAX) throw new ApiProblem({ code: "body_too_large", status: 413 });
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new ApiProblem({ code: "invalid_json", status: 400 });
  }
}

/** A first guess by what only one format has; the select stands open for another choice. */
function guessFormat(drawing: unknown): ChartFormat {
  if (typeof drawing !== "object" || drawing === null) return "foyer";
  if ("subChart" in drawing) return "seatsio";
  return "zones" in drawing && "size" in drawing ? "pretix" : "foyer";
}
