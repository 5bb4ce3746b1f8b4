package registry

import (
	"reflect"
	"strings"
)

// FieldDescription is one stored attribute of a model.
type FieldDescription struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

// Describe lists the attributes of the named model, those of embedded types
// first.
func Describe(name string) ([]FieldDescription, bool) {
	mu.RLock()
	kind, ok := models[name]
	mu.RUnlock()
	if !ok {
		return nil, false
	}
	return describe(kind), true
}

func describe(kind reflect.Type) []FieldDescription {
	var fields []FieldDescription
	for i := range kind.NumField() {
		field := kind.Field(i)
		if field.Anonymous {
			fields = append(fields, describe(field.Type)...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		fields = append(fields, FieldDescription{
			Name:        name,
			Type:        field.Type.String(),
			Description: field.Tag.Get("desc"),
		})
	}
	return fields
}
