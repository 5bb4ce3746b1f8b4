package table

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

const attributeTag = "dynamodbav"

// Marshal turns a struct into an item, one attribute per field that carries a
// dynamodbav tag. Fields of embedded structs are promoted.
func Marshal(source any) (Item, error) {
	value := reflect.Indirect(reflect.ValueOf(source))
	if value.Kind() != reflect.Struct {
		return nil, fmt.Errorf("marshal %T: not a struct", source)
	}
	item := Item{}
	err := eachAttribute(value, func(name string, omitEmpty bool, field reflect.Value) error {
		if omitEmpty && field.IsZero() {
			return nil
		}
		encoded, err := json.Marshal(field.Interface())
		if err != nil {
			return err
		}
		var plain any
		if err := json.Unmarshal(encoded, &plain); err != nil {
			return err
		}
		item[name] = plain
		return nil
	})
	return item, err
}

// Unmarshal fills the struct that target points at from an item.
func Unmarshal(item Item, target any) error {
	value := reflect.ValueOf(target)
	if value.Kind() != reflect.Pointer || value.Elem().Kind() != reflect.Struct {
		return fmt.Errorf("unmarshal into %T: not a pointer to a struct", target)
	}
	return eachAttribute(value.Elem(), func(name string, _ bool, field reflect.Value) error {
		plain, ok := item[name]
		if !ok {
			return nil
		}
		encoded, err := json.Marshal(plain)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(encoded, field.Addr().Interface()); err != nil {
			return fmt.Errorf("attribute %s: %w", name, err)
		}
		return nil
	})
}

func eachAttribute(value reflect.Value, visit func(name string, omitEmpty bool, field reflect.Value) error) error {
	for i := range value.NumField() {
		declared := value.Type().Field(i)
		if declared.Anonymous && declared.Type.Kind() == reflect.Struct {
			if err := eachAttribute(value.Field(i), visit); err != nil {
				return err
			}
			continue
		}
		name, options, _ := strings.Cut(declared.Tag.Get(attributeTag), ",")
		if name == "" || name == "-" {
			continue
		}
		if err := visit(name, options == "omitempty", value.Field(i)); err != nil {
			return err
		}
	}
	return nil
}
