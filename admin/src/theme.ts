/**
 * How the component library is set up. Colours are static CSS in theme.css: a style sheet that a script writes into the
 * page would be refused by its policy.
 */
import { createTheme, Input, Modal, type MantineColorsTuple } from "@mantine/core";

/** Names the palette for the library; its values are custom properties of theme.css. */
const shade = (index: number): string => `var(--mantine-color-foyer-${index})`;
const foyer: MantineColorsTuple = [
  shade(0),
  shade(1),
  shade(2),
  shade(3),
  shade(4),
  shade(5),
  shade(6),
  shade(7),
  shade(8),
  shade(9),
];

export const theme = createTheme({
  primaryColor: "foyer",
  colors: { foyer },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    // locking the page's scroll writes a <style>; theme.css does it instead
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: true } }),
    // hints below, so that fields beside each other stand in one line
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    }),
  },
});
