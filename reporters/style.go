package reporters

import "github.com/resilint/resilint/rules"

// style paints text for a terminal; the zero value leaves it plain.
type style struct{ on bool }

func (s style) paint(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.paint("1", text) }
func (s style) dim(text string) string    { return s.paint("2", text) }
func (s style) green(text string) string  { return s.paint("32", text) }
func (s style) gutter(text string) string { return s.paint("1;34", text) }

// level paints a text in the color of a level.
func (s style) level(l rules.Level, text string) string {
	switch l {
	case rules.LevelError:
		return s.paint("1;31", text)
	case rules.LevelWarning:
		return s.paint("1;33", text)
	case rules.LevelNote:
		return s.paint("1;36", text)
	case rules.LevelNone:
		return s.dim(text)
	}
	return text
}

// grade paints a letter of the grade.
func (s style) grade(letter string) string {
	switch letter {
	case "A", "B":
		return s.paint("1;32", letter)
	case "C":
		return s.paint("1;33", letter)
	default:
		return s.paint("1;31", letter)
	}
}
