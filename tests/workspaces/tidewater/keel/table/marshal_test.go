package table

import (
	"reflect"
	"testing"
)

type stamped struct {
	ID string `dynamodbav:"id"`
}

type buoy struct {
	stamped
	Colour string   `dynamodbav:"colour"`
	Chain  int64    `dynamodbav:"chain_cm,omitempty"`
	Marks  []string `dynamodbav:"marks,omitempty"`
	secret string
}

func TestMarshalPromotesEmbeddedFieldsAndDropsEmptyOnes(t *testing.T) {
	item, err := Marshal(&buoy{stamped: stamped{ID: "b1"}, Colour: "green", secret: "x"})
	if err != nil {
		t.Fatal(err)
	}
	want := Item{"id": "b1", "colour": "green"}
	if !reflect.DeepEqual(item, want) {
		t.Fatalf("item = %v, want %v", item, want)
	}
}

func TestUnmarshalRestoresWhatMarshalWrote(t *testing.T) {
	before := buoy{stamped: stamped{ID: "b2"}, Colour: "red", Chain: 1250, Marks: []string{"bell"}}
	item, err := Marshal(before)
	if err != nil {
		t.Fatal(err)
	}
	var after buoy
	if err := Unmarshal(item, &after); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(before, after) {
		t.Fatalf("after = %+v, want %+v", after, before)
	}
}

func TestUnmarshalRefusesAnythingButAPointerToAStruct(t *testing.T) {
	if err := Unmarshal(Item{}, buoy{}); err == nil {
		t.Fatal("no error for a struct value")
	}
}
