/** The camera's picture, its light, and what to do when there is none. */
import { Button, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { doorWords } from "../text/en/door.ts";
import { closeCamera, hasLight, openCamera, setLight, watchForCodes, type CameraFault } from "./camera.ts";
import styles from "./door.module.css";

export function CameraView(props: { readonly onCode: (code: string) => void }) {
  const { camera } = doorWords;
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream | CameraFault | undefined>();
  const [attempt, setAttempt] = useState(0);
  const onCode = useRef(props.onCode);
  onCode.current = props.onCode;

  useEffect(() => {
    let isWanted = true;
    let opened: MediaStream | CameraFault | undefined;
    void openCamera().then((found) => {
      opened = found;
      if (isWanted) setStream(found);
      else if (found instanceof MediaStream) closeCamera(found);
    });
    return () => {
      isWanted = false;
      if (opened instanceof MediaStream) closeCamera(opened);
    };
  }, [attempt]);

  useEffect(() => {
    const { current: element } = video;
    if (element === null || !(stream instanceof MediaStream)) return undefined;
    element.srcObject = stream;
    void element.play().catch(() => setStream("broken"));
    const onEnded = (): void => setStream("broken");
    for (const track of stream.getTracks()) track.addEventListener("ended", onEnded);
    const stop = watchForCodes(element, (code) => onCode.current(code));
    return () => {
      stop();
      for (const track of stream.getTracks()) track.removeEventListener("ended", onEnded);
    };
  }, [stream]);

  if (typeof stream === "string") {
    return (
      <section className={styles["noCamera"]} role="status">
        <Text>{camera[stream]}</Text>
        <Button
          variant="default"
          onClick={() => {
            setStream(undefined);
            setAttempt(attempt + 1);
          }}
        >
          {camera.again}
        </Button>
      </section>
    );
  }
  return (
    <section className={styles["camera"]}>
      <video ref={video} className={styles["video"]} muted playsInline aria-label={camera.label} />
      <p className={styles["aim"]}>{stream === undefined ? camera.starting : camera.aim}</p>
      {stream !== undefined && hasLight(stream) && <Light stream={stream} />}
    </section>
  );
}

function Light(props: { readonly stream: MediaStream }) {
  const [isOn, setOn] = useState(false);
  const { camera } = doorWords;
  const toggle = (): void => {
    void setLight(props.stream, !isOn).then(
      () => setOn(!isOn),
      () => undefined, // the light stays as it was
    );
  };
  return (
    <button type="button" className={styles["light"]} aria-pressed={isOn} onClick={toggle}>
      {isOn ? camera.lightOn : camera.light}
    </button>
  );
}
