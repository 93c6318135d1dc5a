/** Saves a file that the API makes; a refusal is shown like every other. */
import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ProblemNotice } from "./problem-notice.tsx";

export function DownloadButton(props: {
  readonly label: string;
  readonly fileName: string;
  readonly fetchFile: () => Promise<Blob>;
}) {
  const { label, fileName, fetchFile } = props;
  const save = useMutation({
    mutationFn: fetchFile,
    onSuccess: (file) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {label}
      </Button>
      {save.error !== null && <ProblemNotice error={save.error} />}
    </Stack>
  );
}
